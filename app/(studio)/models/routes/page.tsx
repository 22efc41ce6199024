import { RoutesPage } from '@/components/routes/routes-page'

export const metadata = { title: 'Routes' }

export default function Page() {
  return <RoutesPage />
}
