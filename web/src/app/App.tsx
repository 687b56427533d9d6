import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { newQueryClient } from '@/api/queries'
import { ActionsProvider, Registry } from '@/ui/actions/registry'
import { cssVariablesResolver, theme } from '@/ui/theme'
import { cspNonce } from './nonce'
import { newRouter } from './router'
import { themeManager } from './themeManager'

export function App() {
  const [{ queries, router, registry }] = useState(() => ({
    queries: newQueryClient(),
    router: newRouter(),
    registry: new Registry(),
  }))
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        getStyleNonce={cspNonce}
        colorSchemeManager={themeManager}
        defaultColorScheme="auto"
      >
        <Notifications position="bottom-center" limit={3} />
        <QueryClientProvider client={queries}>
          <ActionsProvider value={registry}>
            <RouterProvider router={router} />
          </ActionsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  )
}
