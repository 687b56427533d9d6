import { i18n } from '@lingui/core'
import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

i18n.loadAndActivate({ locale: 'en', messages: {} })

// jsdom knows no fonts; fields that grow with their text listen for them.
Object.defineProperty(document, 'fonts', { value: new EventTarget() })

afterEach(cleanup)
