import type { RolloutView } from '@/lib/contracts/rollouts'

/** Link to the runs of a canary or shadow, optionally of one version. */
export function runsOfRollout(appId: string, { id }: Pick<RolloutView, 'id'>, version?: number): string {
  const query = new URLSearchParams({
    app: appId,
    trial: id,
    ...(version === undefined ? {} : { version: `${version}` }),
  })
  return `/runs?${query}`
}
