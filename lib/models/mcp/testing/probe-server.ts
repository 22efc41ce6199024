// A server over standard streams that answers with its variables and process, and leaks memory on demand.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'

const server = new McpServer({ name: 'probe', version: '1' })
const buffers: Buffer[] = []
const text = (value: string) => ({ content: [{ type: 'text' as const, text: value }] })
server.registerTool('env', {}, async () => text(JSON.stringify(process.env)))
server.registerTool('pid', {}, async () => text(String(process.pid)))
server.registerTool('leak', {}, async () => {
  setInterval(() => buffers.push(Buffer.alloc(64_000_000, 1)), 50)
  return new Promise<ReturnType<typeof text>>(() => undefined)
})
process.stdout.write('A line that is no message\n')
await server.connect(new StdioServerTransport())
