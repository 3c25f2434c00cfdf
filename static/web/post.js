// Sends a deed and tells honestly what came of it.

const PATIENCE = 15_000; // milliseconds, then nobody knows whether it arrived

/**
 * Posts fields (FormData or an object) and resolves, never rejects, to { status, ok, became, ...body }: became
 * is the status the answer names. Status 0 means that no answer came; `sent` says whether it may have arrived all the same.
 */
export async function post(path, fields = {}) {
  if (!navigator.onLine) return { status: 0, ok: false, sent: false };
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(fields instanceof FormData ? [...fields] : fields),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const body = await answer.json().catch(() => ({}));
    return { ...body, became: body.status, status: answer.status, ok: answer.ok, sent: true };
  } catch {
    return { status: 0, ok: false, sent: navigator.onLine };
  }
}
