import { MoveInPage } from '@/components/move-in/move-in-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.moveIn')

export default function Page() {
  return <MoveInPage />
}
