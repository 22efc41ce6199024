import { defineExport } from '@/lib/export/node-export'
import type { TemplateConfig } from './manifest'

export default defineExport<TemplateConfig>({
  write(writer, { engine, text, jinja, values }) {
    const filled = writer.local('text')
    const properties = values.map(({ name, value }) => `${writer.key(name)}: ${writer.template(value, 'value')}`)
    const code =
      engine === 'simple'
        ? writer.template(text)
        : `${writer.lib('jinja', 'renderJinja')}(${writer.text(jinja)}, { ${properties.join(', ')} })`
    return {
      doc: 'writes a text.',
      lines: [`const ${filled} = ${code}`, `return ${writer.give([['text', filled]])}`],
    }
  },
})
