import { DatasetPage } from '@/components/datasets/dataset-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.data')

export default async function Page({ params }: { params: Promise<{ datasetId: string }> }) {
  const { datasetId } = await params
  return <DatasetPage datasetId={datasetId} />
}
