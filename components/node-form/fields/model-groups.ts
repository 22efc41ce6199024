import type { SelectGroup, SelectOption } from '@/components/ui/select'
import { formatCost, formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { ModelOption } from '@/lib/contracts/models'
import { judgeModel } from '@/lib/graph/policy/judge-model'
import type { ModelRules } from '@/lib/graph/policy/model-rules'

/** Models grouped by connection. Models blocked by the workspace's policy are disabled. */
export function groupModels(models: readonly ModelOption[], rules: ModelRules | undefined): SelectGroup[] {
  const groups = new Map<string, SelectOption[]>()
  for (const option of models) {
    const { connection, connectionName, model, label } = option
    const group = groups.get(connectionName) ?? []
    const isForbidden = rules !== undefined && judgeModel(rules, { connection, model }).length > 0
    const details = metricsOf(option)
    const note = isForbidden
      ? { disabled: true, description: t('governance.notAllowed') }
      : details === ''
        ? {}
        : { description: details }
    group.push({ value: keyOf(connection, model), label, ...note })
    groups.set(connectionName, group)
  }
  return [...groups].map(([label, options]) => ({ label, options }))
}

export function keyOf(connection: string, model: string): string {
  return `${connection} ${model}`
}

/** `$0.15 in, $0.60 out a million tokens · reads 128K`, as far as known. */
function metricsOf({ inputMicros, outputMicros, contextTokens }: ModelOption): string {
  const isFree = inputMicros === 0 && outputMicros === 0
  const price =
    inputMicros === null
      ? []
      : isFree
        ? [t('inspector.free')]
        : outputMicros
          ? [t('inspector.price', { input: formatCost(inputMicros), output: formatCost(outputMicros) })]
          : [t('inspector.inputPrice', { input: formatCost(inputMicros) })]
  const window = contextTokens === null ? [] : [t('inspector.window', { tokens: formatCount(contextTokens) })]
  return [...price, ...window].join(' · ')
}
