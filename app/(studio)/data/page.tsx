import { DatasetsPage } from '@/components/datasets/datasets-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.data')

export default function Page() {
  return <DatasetsPage />
}
