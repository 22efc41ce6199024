import { RunsPage } from '@/components/runs/list/runs-page'
import { pageTitle } from '@/components/shell/page-title'
import { preloadQueries } from '@/components/shell/preload-queries'
import { listRuns } from '@/lib/contracts/runs'

export const generateMetadata = () => pageTitle('titles.runs')

export default async function Page({ searchParams }: { searchParams: Promise<object> }) {
  // With filters in the address the page requests another list.
  if (Object.keys(await searchParams).length === 0) preloadQueries([listRuns, { limit: 50, sort: 'newest' }])
  return <RunsPage />
}
