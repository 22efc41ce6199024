import { defineExport, type StepWriter } from '@/lib/export/node-export'
import { secretHeaderCode } from '../shared/http/secret-header-code'
import type { McpToolsConfig } from './manifest'

export default defineExport<McpToolsConfig>({
  write: (writer) => writer.fail('It is only used through an agent.'),
  bind(writer, config) {
    const fields = config.server === '' ? addressFields(writer, config) : savedFields(writer, config)
    return {
      kind: 'toolbox',
      code: `${writer.lib('mcp', 'connectMcp')}({ ${fields.join(', ')} })`,
      changesThings: true,
    }
  },
})

function addressFields(writer: StepWriter, config: McpToolsConfig): string[] {
  const headers = secretHeaderCode(writer, config)
  return [
    `url: ${writer.text(config.url)}`,
    ...(headers.length === 0 ? [] : [`headers: { ${headers.join(', ')} }`]),
    ...(config.only.length === 0 ? [] : [`only: ${writer.literal(config.only)}`]),
  ]
}

/** As in Patchbay, a saved server offers only its selected tools. */
function savedFields(writer: StepWriter, { server: id, only }: McpToolsConfig): string[] {
  const { name, url, tools, connection } = writer.mcpServer(id)
  const offered = only.length === 0 ? tools : tools.filter((tool) => only.includes(tool))
  if (offered.length === 0) writer.fail(`No tool of the MCP server “${name}” is selected.`)
  writer.differs(
    'Tools of saved MCP servers are offered by name: Patchbay also withholds a tool whose description changed until a person approves it.',
  )
  return [
    `url: ${writer.text(url)}`,
    ...(connection === null ? [] : [`credentials: ${writer.credentials(connection)}`]),
    `only: ${writer.literal(offered)}`,
  ]
}
