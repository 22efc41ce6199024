import { DatasetsPage } from '@/components/datasets/datasets-page'

export const metadata = { title: 'Data' }

export default function Page() {
  return <DatasetsPage />
}
