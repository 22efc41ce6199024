import type { SelectGroup, SelectOption } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { ModelOption } from '@/lib/contracts/models'
import { judgeModel } from '@/lib/graph/policy/judge-model'
import type { ModelRules } from '@/lib/graph/policy/model-rules'

/** The models of a list by their connections. What the workspace's policy forbids cannot be chosen, and says so. */
export function groupModels(models: readonly ModelOption[], rules: ModelRules | undefined): SelectGroup[] {
  const groups = new Map<string, SelectOption[]>()
  for (const { connection, connectionName, model, label } of models) {
    const group = groups.get(connectionName) ?? []
    const isForbidden = rules !== undefined && judgeModel(rules, { connection, model }).length > 0
    const note = isForbidden ? { disabled: true, description: t('governance.notAllowed') } : {}
    group.push({ value: keyOf(connection, model), label, ...note })
    groups.set(connectionName, group)
  }
  return [...groups].map(([label, options]) => ({ label, options }))
}

export function keyOf(connection: string, model: string): string {
  return `${connection} ${model}`
}
