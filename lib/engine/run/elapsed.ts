/** Milliseconds between two times of a clock that may be set back meanwhile, also because another machine goes on. */
export const elapsed = (fromMs: number, toMs: number): number => Math.max(0, toMs - fromMs)
