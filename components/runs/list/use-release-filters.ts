import type { ListFilter } from '@/components/ui/filter-menu'
import { rolloutName } from '@/lib/client/format/rollout-name'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listEnvironments, STANDARD_ENVIRONMENTS } from '@/lib/contracts/environments'
import { listRollouts } from '@/lib/contracts/rollouts'
import { listVersions } from '@/lib/contracts/versions'
import type { RunFilterState } from './use-run-filters'

/** Filters by version, environment and rollout. Versions and rollouts have options only while an app is selected. */
export function useReleaseFilters({ filters, set }: Pick<RunFilterState, 'filters' | 'set'>): ListFilter[] {
  const { appId } = filters
  const queryOptions = { params: { appId }, enabled: appId !== '' }
  const versions = useContractQuery(listVersions, queryOptions).data?.versions ?? []
  const environments = useContractQuery(listEnvironments, queryOptions).data?.environments
  const rollouts = useContractQuery(listRollouts, queryOptions).data?.rollouts ?? []
  const environmentNames = environments?.map(({ name }) => name) ?? STANDARD_ENVIRONMENTS
  const filter = (
    name: 'environment' | 'version' | 'trial',
    label: string,
    any: string,
    options: ListFilter['options'],
  ): ListFilter => ({ name, label, any, options, value: filters[name], onChange: (value) => set(name, value) })
  return [
    filter(
      'environment',
      t('runs.filterEnvironment'),
      t('runs.allEnvironments'),
      environmentNames.map((value) => ({ value, label: value })),
    ),
    filter('version', t('runs.filterVersion'), t('runs.allVersions'), [
      { value: 'draft', label: t('runs.draft') },
      ...versions
        .filter(({ isSound }) => isSound)
        .map(({ number }) => ({ value: `${number}`, label: t('runs.versionName', { number }) })),
    ]),
    filter('trial', t('runs.filterTrial'), t('runs.allTrials'), [
      { value: 'canary', label: t('runs.ofCanaries') },
      { value: 'shadow', label: t('runs.ofShadows') },
      ...rollouts.map((rollout) => ({ value: rollout.id, label: rolloutName(rollout) })),
    ]),
  ]
}
