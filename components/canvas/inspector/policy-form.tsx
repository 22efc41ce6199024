'use client'
import { JsonField } from '@/components/node-form/fields/json-field'
import { TypedNumber } from '@/components/node-form/fields/number-field'
import { isJsonObject } from '@/components/node-form/json-values'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { GraphNode, NodePolicy } from '@/lib/graph/graph'
import { useEditor } from '../state/editor-context'
import { portsOf } from '../state/ports/node-ports'
import { outputsSchema } from './outputs-schema'

const RETRY_ON: NonNullable<NodePolicy['retry']>['on'] = ['rate-limit', 'server-error', 'network']
const ON_ERROR = ['fail', 'default', 'port'] as const

/** Time limit, retries, and the behavior after the last failed attempt. */
export function PolicyForm({ node }: { node: GraphNode }) {
  const { actions, manifests } = useEditor()
  const policy: NodePolicy = node.policy ?? { onError: 'fail' }
  const changePolicy = (change: Partial<NodePolicy>) => actions.setPolicy(node.id, { ...policy, ...change })
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('canvas.timeout')} aside={t('canvas.seconds')}>
          {(control) => (
            <TypedNumber
              control={control}
              number={policy.timeoutSeconds ?? null}
              min={1}
              max={3_600}
              step={1}
              onChange={(value) =>
                typeof value === 'number' && changePolicy({ timeoutSeconds: clamp(value, 1, 3_600) })
              }
            />
          )}
        </Field>
        <Field label={t('canvas.retries')} aside={t('canvas.times')}>
          {(control) => (
            <TypedNumber
              control={control}
              number={policy.retry?.count ?? 0}
              min={0}
              max={10}
              step={1}
              onChange={(value) => {
                if (typeof value !== 'number') return
                const count = Math.round(clamp(value, 0, 10))
                changePolicy({ retry: { backoffSeconds: 1, on: RETRY_ON, ...policy.retry, count } })
              }}
            />
          )}
        </Field>
      </div>
      <Field label={t('canvas.onError')}>
        {(control) => (
          <Select
            {...control}
            value={policy.onError}
            options={ON_ERROR.map((value) => ({
              value,
              label: t(`canvas.onError-${value}`),
              description: t(`canvas.onErrorHint-${value}`),
            }))}
            onValueChange={(value) => changePolicy({ onError: ON_ERROR.find((choice) => choice === value) ?? 'fail' })}
          />
        )}
      </Field>
      {policy.onError === 'default' ? (
        <Field label={t('canvas.defaultOutputs')} hint={t('canvas.defaultOutputsHint')}>
          {(control) => (
            <JsonField
              control={control}
              label={t('canvas.defaultOutputs')}
              schema={outputsSchema(portsOf(node, manifests).outputs)}
              value={policy.defaultOutputs ?? {}}
              onChange={(value) => isJsonObject(value) && changePolicy({ defaultOutputs: value })}
            />
          )}
        </Field>
      ) : null}
    </div>
  )
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
