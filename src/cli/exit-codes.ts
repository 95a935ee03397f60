/** What the process answers: all went well, something failed, or it was asked in a way that cannot be understood. */
export const exitCodes = { ok: 0, failed: 1, usage: 2 } as const;
