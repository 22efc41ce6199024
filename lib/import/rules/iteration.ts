import { numberOf } from '../fields'
import type { Rule } from './rule'

export const iteration: Rule = {
  targets: { map: 'map' },
  container: 'map',
  status: 'exact',
  gate: ({ map }) => `${map}.when`,
  enter: ({ map }) => `${map}.item`,
  leave: ({ map }) => `${map}.results`,
  values: ({ map }) => ({ output: `${map}.results`, item: `${map}.item`, index: `${map}.index` }),
  build: (ctx) => {
    const { data, ids } = ctx
    const isParallel = data.is_parallel === true
    const mode = data.error_handle_mode
    ctx.configure('map', {
      parallel: isParallel ? Math.min(64, Math.max(1, numberOf(data.parallel_nums) ?? 10)) : 1,
      onItemError: mode === 'terminated' || mode === undefined ? 'fail' : 'keep',
    })
    if (mode === 'remove-abnormal-output') ctx.note('setting', 'error_handle_mode')
    const items = ctx.ref(data.iterator_selector)
    ctx.feed(items, `${ids.map}.items`)
    if (data.flattens !== false && !ctx.isText(data.output_selector)) ctx.note('flatten', 'output_selector')
    ctx.feed(ctx.ref(data.output_selector), `${ids.map}.result`, 'inside')
  },
}
