'use client'
import { useId, useState } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { FormFooter } from '@/components/ui/form-footer'
import { Input } from '@/components/ui/input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { type ContractForm, useContractForm } from '@/lib/client/queries/use-contract-form'
import { getLintFacts } from '@/lib/contracts/lint'
import { listModels } from '@/lib/contracts/models'
import {
  createRoute,
  listRoutes,
  ROUTE_ABILITIES,
  type RoutePolicy,
  type RouteView,
  updateRoute,
} from '@/lib/contracts/routes'
import { FailureFields } from './failure-fields'
import { StrategyFields } from './strategy-fields'
import { TargetList } from './target-list'
import { TryRoute } from './try-route'

const STRATEGIES = ['ordered', 'weighted', 'cheapest', 'fastest'] as const
type Strategy = (typeof STRATEGIES)[number]
type RouteAbility = (typeof ROUTE_ABILITIES)[number]
type RouteForm = Pick<ContractForm<typeof createRoute>, 'values' | 'errors' | 'set'>

interface RouteDialogProps {
  /** Null for a new route. */
  route: RouteView | null
  onClose: () => void
}

export function RouteDialog({ route, onClose }: RouteDialogProps) {
  const formId = useId()
  const settings = {
    invalidates: [listRoutes, listModels, getLintFacts],
    onSuccess: () => {
      toast(t('routes.saved'))
      onClose()
    },
  }
  const initial = {
    name: route?.name ?? '',
    description: route?.description ?? '',
    policy: route?.policy ?? EMPTY_POLICY,
  }
  const create = useContractForm(createRoute, { initial, ...settings })
  const update = useContractForm(updateRoute, { initial, params: { routeId: route?.id ?? '' }, ...settings })
  const form = route ? update : create
  const [policy, setPolicy] = useState(initial.policy)
  const { ability = 'chat' } = policy
  const change = (part: Partial<RoutePolicy>) => {
    const next = { ...policy, ...part }
    setPolicy(next)
    form.set({ policy: next })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t(route ? 'routes.edit' : 'routes.add')}
        size="xl"
        footer={
          <FormFooter
            formId={formId}
            submitLabel={t('common.save')}
            busy={form.busy}
            disabled={policy.targets.length === 0}
          />
        }
      >
        <div className="grid gap-6 md:grid-cols-[minmax(0,1fr)_17rem]">
          <form id={formId} onSubmit={form.onSubmit} noValidate className="flex min-w-0 flex-col gap-5">
            <NameFields form={form} />
            <AbilityField
              ability={ability}
              // The selected models would not have another ability.
              disabled={policy.targets.length > 0}
              onChange={(next) => change({ ability: next })}
            />
            <StrategyField strategy={policy.strategy} onChange={(strategy) => change({ strategy })} />
            <TargetList
              ability={ability}
              targets={policy.targets}
              isWeighted={policy.strategy === 'weighted'}
              onChange={(next) => change({ targets: next })}
            />
            <StrategyFields policy={policy} onChange={change} />
            <FailureFields policy={policy} onChange={change} />
            <FormError error={form.error} />
          </form>
          <TryRoute policy={policy.targets.length === 0 ? null : policy} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function NameFields({ form }: { form: RouteForm }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('routes.name')} hint={t('routes.nameHint')} error={form.errors.name} required>
        {(control) => (
          <Input
            {...control}
            className="font-mono"
            value={form.values.name}
            placeholder={t('routes.namePlaceholder')}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('routes.description')} error={form.errors.description}>
        {(control) => (
          <Input
            {...control}
            value={form.values.description ?? ''}
            onChange={(event) => form.set({ description: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

interface AbilityFieldProps {
  ability: RouteAbility
  disabled: boolean
  onChange: (ability: RouteAbility) => void
}

function AbilityField({ ability, disabled, onChange }: AbilityFieldProps) {
  return (
    <Field label={t('routes.ability')} hint={ability === 'embed' ? t('routes.embedHint') : undefined}>
      {(control) => (
        <Select
          {...control}
          value={ability}
          disabled={disabled}
          onValueChange={(value) => onChange(ROUTE_ABILITIES.find((candidate) => candidate === value) ?? 'chat')}
          options={ROUTE_ABILITIES.map((value) => ({ value, label: t(`routes.ability-${value}`) }))}
        />
      )}
    </Field>
  )
}

interface StrategyFieldProps {
  strategy: Strategy
  onChange: (strategy: Strategy) => void
}

function StrategyField({ strategy, onChange }: StrategyFieldProps) {
  return (
    <Field label={t('routes.strategy')} hint={t(`routes.strategyHint-${strategy}`)}>
      {() => (
        <SegmentedControl
          label={t('routes.strategy')}
          value={strategy}
          onValueChange={onChange}
          options={STRATEGIES.map((value) => ({ value, label: t(`routes.strategy-${value}`) }))}
          className="w-full overflow-x-auto"
        />
      )}
    </Field>
  )
}

const EMPTY_POLICY: RoutePolicy = {
  strategy: 'ordered',
  targets: [],
  bounds: {},
  sticky: false,
  retries: 1,
  hedgeAfterMs: null,
  breaker: { failures: 5, pauseSeconds: 30 },
}
