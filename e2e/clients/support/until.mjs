const pause = () => new Promise((resolve) => setTimeout(resolve, 20))

/**
 * Repeats a check until it returns a value.
 * @param wrap runs each pause, such as React's `act`
 */
export async function until(check, what, { seconds = 60, wrap = (work) => work() } = {}) {
  for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline; ) {
    const found = await check()
    if (found) return found
    await wrap(pause)
  }
  throw new Error(`${what} did not come.`)
}
