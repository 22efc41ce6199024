/** Milliseconds between two times of a clock that may be set back, or belong to another machine. */
export const elapsed = (fromMs: number, toMs: number): number => Math.max(0, toMs - fromMs)
