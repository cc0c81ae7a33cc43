FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 LOG_FORMAT=json
WORKDIR /drawnby

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .
RUN bin/post_compile && useradd --system drawnby
USER drawnby

EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=20s CMD \
  ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz?live', timeout=5)"]
CMD ["bin/web"]
