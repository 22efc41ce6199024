// npm 11 exits on SIGTERM and does not forward it: its script would keep running without a parent and hold the port and
// the data folder.

const INTERVAL_MS = 250

/**
 * Calls `onGone` once when the process that started this one has exited. Only under npm: a program started by a shell
 * in the background outlives its shell on purpose.
 * @param {() => void} onGone
 * @param {Record<string, string | undefined>} env
 */
export function watchParent(onGone, env = process.env) {
  if (!env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return
    clearInterval(timer)
    onGone()
  }, INTERVAL_MS)
  timer.unref()
}

/** Windows does not change the parent of an orphan. */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
