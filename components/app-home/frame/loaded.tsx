'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'

type Queries = readonly UseQueryResult<object, Error>[]
type Data<Q extends Queries> = { [Index in keyof Q]: Q[Index] extends UseQueryResult<infer D, Error> ? D : never }

export interface LoadedProps<Q extends Queries> {
  /** Title of the page, shown while it loads. */
  title: string
  queries: readonly [...Q]
  children: (...data: Data<Q>) => ReactNode
}

/** Renders a page once all its data is loaded, and the loading and error states until then. */
export function Loaded<Q extends Queries>({ title, queries, children }: LoadedProps<Q>) {
  const failed = queries.map(blockingError).find((error) => error)
  if (!failed && areLoaded(queries)) return children(...dataOf<Q>(queries))
  return (
    <PageBody>
      <PageHeader title={title} />
      {failed ? (
        <ErrorPanel
          error={failed}
          onRetry={() => {
            for (const query of queries) if (query.error) void query.refetch()
          }}
        />
      ) : (
        <SkeletonRows count={5} />
      )}
    </PageBody>
  )
}

const areLoaded = (queries: Queries) => queries.every(({ data }) => data !== undefined)

/** Safe: the caller has checked that all data is loaded. */
const dataOf = <Q extends Queries>(queries: Queries) => queries.map(({ data }) => data) as Data<Q>
