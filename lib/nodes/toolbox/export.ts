import { defineExport } from '@/lib/export/node-export'
import { actionToolCode } from '../shared/actions/action-tool-code'
import { toolNameOf } from '../shared/actions/tool-input'
import { freeToolName } from './free-tool-name'
import type { ToolboxConfig } from './manifest'

export default defineExport<ToolboxConfig>({
  write: (writer) => writer.fail('It is only used through an agent.'),
  bind(writer, { tools }) {
    const used = new Set<string>()
    return tools.map((tool) => {
      const service = writer.service(tool)
      const name = freeToolName(tool.name.trim() || toolNameOf(service), tool.plugin, used)
      used.add(name)
      return actionToolCode(writer, tool, { name, description: tool.description })
    })
  },
})
