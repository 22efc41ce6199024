import { DatasetPage } from '@/components/datasets/dataset-page'

export const metadata = { title: 'Data' }

export default async function Page({ params }: { params: Promise<{ datasetId: string }> }) {
  const { datasetId } = await params
  return <DatasetPage datasetId={datasetId} />
}
