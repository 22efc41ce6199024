/** Runs the work when the browser is idle. @returns a function that cancels it */
export function whenIdle(work: () => void): () => void {
  // Safari has no idle callbacks.
  if (window.requestIdleCallback === undefined) {
    work()
    return () => undefined
  }
  const callback = window.requestIdleCallback(work)
  return () => window.cancelIdleCallback(callback)
}
