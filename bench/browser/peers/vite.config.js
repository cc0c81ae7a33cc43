import { defineConfig } from "vite";

// Built for production, as their users get them; fonts and pictures are left where they are.
export default defineConfig({
  build: {
    rolldownOptions: { input: ["excalidraw.html", "tldraw.html"] },
    chunkSizeWarningLimit: 100_000,
  },
  define: { "process.env.IS_PREACT": JSON.stringify("false") },
});
