import { AutomationsPage } from '@/components/automations/automations-page'

export const metadata = { title: 'Automations' }

export default function Page() {
  return <AutomationsPage />
}
