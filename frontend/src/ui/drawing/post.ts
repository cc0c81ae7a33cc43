/** Forms sent without leaving the page. */

/** What the server answered, or why not. `reason` is for the person. */
export type Posted<T> =
  | { readonly ok: true; readonly answer: T }
  | { readonly ok: false; readonly reason: string };

/** Sends a form's token with `fields`; `unreached` is the reason given when no answer came. */
export async function post<T>(
  url: string,
  token: string,
  fields: Readonly<Record<string, string>>,
  unreached: string,
): Promise<Posted<T>> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: new URLSearchParams(fields),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, answer: answer as T };
    return { ok: false, reason: reasonIn(answer) ?? unreached };
  } catch {
    return { ok: false, reason: unreached };
  }
}

/** Why a request was refused, in the server's words. */
export function reasonIn(answer: unknown): string | null {
  if (answer === null || typeof answer !== "object" || !("reason" in answer)) return null;
  return typeof answer.reason === "string" ? answer.reason : null;
}
