import { Fragment } from 'react'
import type { SyncView } from '@/lib/contracts/knowledge-sources'
import { syncCounts } from './sync-text'

/** Counts of a sync; failures are highlighted. */
export function SyncCounts({ sync }: { sync: SyncView }) {
  return syncCounts(sync).map(({ text, isFailure }, index) => (
    <Fragment key={text}>
      {index > 0 ? ' · ' : null}
      {isFailure ? <span className="text-danger">{text}</span> : text}
    </Fragment>
  ))
}
