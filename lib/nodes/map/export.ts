import { defineExport } from '@/lib/export/node-export'
import type { MapConfig } from './manifest'

export default defineExport<MapConfig>({
  write(writer, { parallel, maxItems, onItemError }) {
    const items = writer.input('items') ?? '[]'
    const [results, errors] = [writer.local('results'), writer.local('errors')]
    const options = writer.literal({ parallel, maxItems, keepsFailures: onItemError === 'keep' })
    return {
      doc: 'runs the steps inside it once for every item.',
      lines: [
        `const { ${renamed('results', results)}, ${renamed('errors', errors)} } = await ${writer.lib('map-items', 'mapItems')}(`,
        `  ${items},`,
        `  ${options},`,
        `  async (item, index) => (await ${writer.frame()}(state, { item, index }, config)).result,`,
        ')',
        `return ${writer.give([
          ['results', results],
          ['errors', errors],
        ])}`,
      ],
    }
  },
})

function renamed(key: string, name: string): string {
  return key === name ? key : `${key}: ${name}`
}
