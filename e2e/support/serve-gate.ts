import http from 'node:http'

export interface Gate {
  url: string
  /** Releases all requests, including waiting ones. */
  open(): void
  /** From now on it only answers paths that start with `/open`. */
  shut(): void
  close(): void
}

/** A service whose responses can be blocked, so that runs against it are still in progress when stopped. */
export async function serveGate(): Promise<Gate> {
  let isOpen = false
  let waiting: (() => void)[] = []
  const server = http.createServer((request, response) => {
    const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
    if (isOpen || request.url?.startsWith('/open')) answer()
    else waiting.push(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    open: () => {
      isOpen = true
      for (const answer of waiting) answer()
      waiting = []
    },
    shut: () => {
      isOpen = false
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
