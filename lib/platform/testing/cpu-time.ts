/**
 * CPU milliseconds of this thread that the work took. Wall-clock time would include other load on the machine and make
 * tests flaky.
 */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage()
  await work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
