import { RunsPage } from '@/components/runs/list/runs-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.runs')

export default function Page() {
  return <RunsPage />
}
