// Memory of a tab after garbage collection.
import { readFileSync } from 'node:fs'

/** @returns bytes: `heap` of JavaScript, `tab` the private memory of the renderer process */
export async function memoryOf({ browser, cdp }) {
  for (let round = 0; round < 3; round += 1) await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return { heap: usedSize, tab: await privateBytes(browser) }
}

/** The largest renderer is the tab's. Chromium's task manager counts the same; null where /proc is missing. */
async function privateBytes(browser) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => anonymousOf(id))
  return Math.max(...sizes)
}

function anonymousOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const bytesOf = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * 1_024
    return bytesOf('RssAnon') + bytesOf('VmSwap')
  } catch {
    return Number.NaN
  }
}
