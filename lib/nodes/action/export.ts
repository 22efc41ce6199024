import { defineExport } from '@/lib/export/node-export'
import { callCode, outputCode, valuesCode } from '../shared/actions/action-code'
import { actionToolCode } from '../shared/actions/action-tool-code'
import type { ActionConfig } from './manifest'

export default defineExport<ActionConfig>({
  write(writer, config) {
    const service = writer.service(config)
    const outputs = writer.local('outputs')
    const values = valuesCode(writer, config, service.action)
    const call = `${writer.lib('service-action', 'callService')}(${service.code}, { ${values.join(', ')} }, ${callCode(writer, service)})`
    return {
      doc: `${service.plugin.label}, ${service.action.label}.`,
      lines: [
        `const ${outputs} = await ${call}`,
        `return ${writer.give(config.outline.outputs.map((output) => [output.id, outputCode(writer, output, outputs)]))}`,
      ],
    }
  },
  bind: (writer, config) => actionToolCode(writer, config, { description: config.toolDescription }),
})
