'use client'
import { Select, type SelectOption } from '@/components/ui/select'
import { rolloutName } from '@/lib/client/format/rollout-name'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listEnvironments, STANDARD_ENVIRONMENTS } from '@/lib/contracts/environments'
import { listRollouts } from '@/lib/contracts/rollouts'
import { listVersions } from '@/lib/contracts/versions'
import type { RunFilterState } from './use-run-filters'

/** Radix reserves the empty value for “no selection”. */
const ALL = 'all'

/** Filters by version, environment and rollout. Versions and rollouts require an app filter. */
export function MoreRunFilters({ filters, set }: Pick<RunFilterState, 'filters' | 'set'>) {
  const { appId } = filters
  const ofApp = { params: { appId }, enabled: appId !== '' }
  const versions = useContractQuery(listVersions, ofApp).data?.versions ?? []
  const environments = useContractQuery(listEnvironments, ofApp).data?.environments
  const rollouts = useContractQuery(listRollouts, ofApp).data?.rollouts ?? []
  const field = (name: 'environment' | 'version' | 'trial', label: string, all: string, options: SelectOption[]) => (
    <Select
      value={filters[name] || ALL}
      onValueChange={(value) => set(name, value === ALL ? '' : value)}
      options={[{ value: ALL, label: all }, ...withChosen(options, filters[name], label)]}
      aria-label={label}
      className="w-full sm:w-auto sm:min-w-40 sm:max-w-72"
    />
  )
  const places = environments?.map(({ name }) => name) ?? STANDARD_ENVIRONMENTS
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      {field(
        'environment',
        t('runs.filterEnvironment'),
        t('runs.allEnvironments'),
        places.map((value) => ({ value, label: value })),
      )}
      {field('version', t('runs.filterVersion'), t('runs.allVersions'), [
        { value: 'draft', label: t('runs.draft') },
        ...versions
          .filter(({ isSound }) => isSound)
          .map(({ number }) => ({ value: `${number}`, label: t('releases.version', { number }) })),
      ])}
      {field('trial', t('runs.filterTrial'), t('runs.allTrials'), [
        { value: 'canary', label: t('runs.ofCanaries') },
        { value: 'shadow', label: t('runs.ofShadows') },
        ...rollouts.map((rollout) => ({ value: rollout.id, label: rolloutName(rollout) })),
      ])}
    </div>
  )
}

/** Includes the filter values of the address, even if they no longer exist, because they still apply. */
function withChosen(options: SelectOption[], chosen: string, label: string): SelectOption[] {
  return chosen === '' || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: `${label}: ${chosen}` }]
}
