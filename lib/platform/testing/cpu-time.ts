/**
 * Milliseconds of this thread's own processor time that the work took. A clock would also count what the rest of a busy
 * machine does, and a test that asserts by it fails for other people's work.
 */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage()
  await work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
