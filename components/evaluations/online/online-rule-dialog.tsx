'use client'
import { scorerName } from '@/components/gates/scorer-name'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SwitchRow } from '@/components/ui/switch-row'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { listEnvironments } from '@/lib/contracts/environments'
import {
  createOnlineRule,
  getOnlineReport,
  listOnlineRules,
  ONLINE_SCORER_KINDS,
  type OnlineRuleView,
  updateOnlineRule,
} from '@/lib/contracts/online-rules'
import { isJudge, type ScorerSettings } from '@/lib/contracts/scorers'
import { newScorer } from '../setup/new-scorer'
import { ScorerFields } from '../setup/scorer-fields'

interface OnlineRuleDialogProps {
  appId: string
  /** Null for a new rule. */
  rule: OnlineRuleView | null
  onClose: () => void
}

const CHANGED = [listOnlineRules, getOnlineReport]

export function OnlineRuleDialog({ rule, ...props }: OnlineRuleDialogProps) {
  return rule ? <EditDialog {...props} rule={rule} /> : <CreateDialog {...props} />
}

function CreateDialog({ appId, onClose }: Omit<OnlineRuleDialogProps, 'rule'>) {
  const form = useContractForm(createOnlineRule, {
    initial: {
      name: t('onlineScoring.firstName'),
      environment: null,
      share: 0.05,
      dailyBudgetMicros: 1_000_000,
      isOn: true,
      scorers: [newScorer('length', []), newScorer('latency', [])],
    },
    params: { appId },
    invalidates: CHANGED,
    onSuccess: onClose,
  })
  return (
    <FormDialog
      {...form}
      title={t('onlineScoring.createTitle')}
      description={t('onlineScoring.dialogText')}
      submitLabel={t('onlineScoring.create')}
      size="lg"
      onClose={onClose}
    >
      <RuleFields appId={appId} values={form.values as RuleValues} errors={form.errors} set={form.set} />
    </FormDialog>
  )
}

function EditDialog({ appId, rule, onClose }: OnlineRuleDialogProps & { rule: OnlineRuleView }) {
  const { name, environment, scorers, share, dailyBudgetMicros, isOn } = rule
  const form = useContractForm(updateOnlineRule, {
    initial: { name, environment, scorers, share, dailyBudgetMicros, isOn },
    params: { ruleId: rule.id },
    invalidates: CHANGED,
    onSuccess: onClose,
  })
  return (
    <FormDialog
      {...form}
      title={t('onlineScoring.editTitle')}
      description={t('onlineScoring.dialogText')}
      submitLabel={t('common.save')}
      size="lg"
      onClose={onClose}
    >
      <RuleFields appId={appId} values={form.values as RuleValues} errors={form.errors} set={form.set} />
    </FormDialog>
  )
}

type RuleValues = Pick<OnlineRuleView, 'name' | 'environment' | 'scorers' | 'share' | 'dailyBudgetMicros' | 'isOn'>

interface RuleFieldsProps {
  appId: string
  values: RuleValues
  errors: { readonly [field: string]: string | undefined }
  set: (change: Partial<RuleValues>) => void
}

const ALL = 'all'

function RuleFields({ appId, values, errors, set }: RuleFieldsProps) {
  const settings = values.scorers
  const setScorers = (scorers: ScorerSettings[]) => set({ scorers })
  const environments = useContractQuery(listEnvironments, { params: { appId } }).data?.environments ?? []
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('evaluations.name')} error={errors.name}>
          {(control) => (
            <Input {...control} value={values.name} onChange={(event) => set({ name: event.target.value })} />
          )}
        </Field>
        <Field label={t('onlineScoring.environment')}>
          {(control) => (
            <Select
              {...control}
              value={values.environment ?? ALL}
              onValueChange={(value) => set({ environment: value === ALL ? null : value })}
              options={[
                { value: ALL, label: t('onlineScoring.allEnvironments') },
                ...environments.map((found) => ({ value: found.name, label: found.name })),
              ]}
            />
          )}
        </Field>
      </div>
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="font-medium text-sm">{t('evaluations.scorers')}</legend>
        <p className="text-muted text-xs">{t('onlineScoring.scorersHint')}</p>
        <ul className="flex flex-col gap-2">
          {settings.map((scorer, index) => (
            <ScorerFields
              key={scorer.id}
              scorer={scorer}
              isPrimary={index === 0}
              canRemove={settings.length > 1}
              onChange={(next) => setScorers(settings.map((other) => (other.id === scorer.id ? next : other)))}
              onRemove={() => setScorers(settings.filter(({ id }) => id !== scorer.id))}
              onPrimary={() => setScorers([scorer, ...settings.filter(({ id }) => id !== scorer.id)])}
            />
          ))}
        </ul>
        {errors.scorers ? <p className="text-danger text-xs">{errors.scorers}</p> : null}
        <Select
          className="w-56"
          aria-label={t('evaluations.addScorer')}
          value=""
          placeholder={t('evaluations.addScorer')}
          onValueChange={(value) => {
            const kind = ONLINE_SCORER_KINDS.find((candidate) => candidate === value)
            if (kind) setScorers([...settings, newScorer(kind, settings)])
          }}
          options={ONLINE_SCORER_KINDS.map((kind) => ({ value: kind, label: scorerName({ kind }) }))}
        />
      </fieldset>
      {settings.some(isJudge) ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('onlineScoring.share')} hint={t('onlineScoring.shareHint')} aside="%">
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                max={100}
                value={Math.round(1_000 * values.share) / 10}
                onChange={(event) => set({ share: Math.min(1, Math.max(0, Number(event.target.value) / 100)) })}
              />
            )}
          </Field>
          <Field label={t('onlineScoring.budget')} hint={t('onlineScoring.budgetHint')} aside="$">
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                step={0.1}
                value={values.dailyBudgetMicros / 1e6}
                onChange={(event) =>
                  set({ dailyBudgetMicros: Math.max(0, Math.round(1e6 * Number(event.target.value))) })
                }
              />
            )}
          </Field>
        </div>
      ) : null}
      <SwitchRow
        label={t('onlineScoring.isOn')}
        hint={t('onlineScoring.isOnHint')}
        checked={values.isOn}
        onChange={(on) => set({ isOn: on })}
      />
    </>
  )
}
