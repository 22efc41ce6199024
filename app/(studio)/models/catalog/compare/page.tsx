import { ComparePage } from '@/components/catalog/compare-page'

export const metadata = { title: 'Compare models' }

export default function Page() {
  return <ComparePage />
}
