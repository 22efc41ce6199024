import type { AppScorecardEntry } from '@/lib/contracts/app-scorecard'
import type { AppRow } from '../../apps/get-app-row'

/** A measured rule. */
export type Figure = Omit<AppScorecardEntry, 'area' | 'frameworks'>

/** The version that a scorecard is about. */
export interface ScorecardSubject {
  app: AppRow
  graphHash: string
  /** Null for the draft. */
  versionId: string | null
  now: Date
}
