import { JoinPage } from '@/components/auth/join-page'

export const metadata = { title: 'Join' }

export default function Page() {
  return <JoinPage />
}
