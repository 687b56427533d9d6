import { Outlet } from '@tanstack/react-router'

export function MessagesPage() {
  return <Outlet />
}
