import type { RolloutView } from '@/lib/contracts/rollouts'

/** The list of runs that a canary or shadow counts; of one of its versions where that is named. */
export function runsOfRollout(appId: string, { id }: Pick<RolloutView, 'id'>, version?: number): string {
  const query = new URLSearchParams({
    app: appId,
    trial: id,
    ...(version === undefined ? {} : { version: `${version}` }),
  })
  return `/runs?${query}`
}
