import { DatasetsPage } from '@/components/datasets/datasets-page'
import { pageTitle } from '@/components/shell/page-title'
import { preloadQueries } from '@/components/shell/preload-queries'
import { listDatasets } from '@/lib/contracts/datasets'

export const generateMetadata = () => pageTitle('titles.data')

export default function Page() {
  preloadQueries(listDatasets)
  return <DatasetsPage />
}
