/** Lets everything run that waits for no timer and for no other process, before a test checks that nothing happened. */
export async function eventLoopTurns(count = 50): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
