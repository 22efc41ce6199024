import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

export interface NetworkWatch {
  /** Put before the command: the tracer of the system, where there is one. */
  wrapper: string[]
  nodeArguments: string[]
  hasTracer: boolean
  /** Every `host port` or name that the process reached for since the start. */
  seen(): string[]
  /** What came after an earlier `seen()`. */
  since(before: readonly string[]): string[]
}

/** Watches a server from inside, by what Node is asked for, and from outside, by what the kernel is asked for. */
export function watchNetwork(): NetworkWatch {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-watch-'))
  const recorder = pathToFileURL(path.resolve('e2e/support/network-recorder.mjs'))
  const file = path.join(folder, 'node.log')
  recorder.searchParams.set('file', file)
  const hasTracer = canTrace()
  const seen = () => [...fromNode(file), ...fromKernel(folder)]
  return {
    hasTracer,
    // -D: the server stays our own child; --seccomp-bpf: only the calls asked for are slowed down.
    wrapper: hasTracer
      ? ['strace', '-D', '-ff', '--seccomp-bpf', '-e', 'trace=connect', '-o', path.join(folder, 'kernel')]
      : [],
    nodeArguments: ['--import', recorder.href],
    seen,
    since: (before) => {
      // The two records are not in one order, so what was there is counted away.
      const known = [...before]
      return seen().filter((to) => {
        const index = known.indexOf(to)
        if (index >= 0) known.splice(index, 1)
        return index < 0
      })
    },
  }
}

function canTrace(): boolean {
  try {
    execFileSync('strace', ['-f', '--seccomp-bpf', '-e', 'trace=connect', '-o', '/dev/null', 'true'])
    return true
  } catch {
    return false
  }
}

function fromNode(file: string): string[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return lines.flatMap((line) => /^(?:connect|lookup|datagram) (.+)$/.exec(line)?.[1] ?? [])
}

const KERNEL = /sin6?_port=htons\((\d+)\).*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")/

function fromKernel(folder: string): string[] {
  const lines = readdirSync(folder)
    .filter((name) => name.startsWith('kernel'))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
  return lines.flatMap((line) => {
    const [, port, four, six] = KERNEL.exec(line) ?? []
    return port === undefined ? [] : [`${four ?? six} ${port}`]
  })
}
