import { defineExport } from '@/lib/export/node-export'
import { secretHeaderCode } from '../shared/http/secret-header-code'
import type { McpToolsConfig } from './manifest'

export default defineExport<McpToolsConfig>({
  write: (writer) => writer.fail('It is only used through an agent.'),
  bind(writer, config) {
    if (config.server !== '') return writer.fail('Its MCP server is saved in the workspace. Enter its address instead.')
    const headers = secretHeaderCode(writer, config)
    const fields = [
      `url: ${writer.text(config.url)}`,
      ...(headers.length === 0 ? [] : [`headers: { ${headers.join(', ')} }`]),
      ...(config.only.length === 0 ? [] : [`only: ${writer.literal(config.only)}`]),
    ]
    return {
      kind: 'toolbox',
      code: `${writer.lib('mcp', 'connectMcp')}({ ${fields.join(', ')} })`,
      changesThings: true,
    }
  },
})
