/** Namespace of NETCONF's own elements, RFC 6241 §3.1. */
export const NETCONF_NAMESPACE = 'urn:ietf:params:xml:ns:netconf:base:1.0';

/** Namespace of `<notification>` and `<create-subscription>`, RFC 5277 §4. */
export const NOTIFICATION_NAMESPACE = 'urn:ietf:params:xml:ns:netconf:notification:1.0';

/** What the prefix `xml` always means (`xml:lang` of an error-message). Namespaces in XML 1.0 §3. */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** What the prefix `xmlns` always means; nothing may be bound to it. Namespaces in XML 1.0 §3. */
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
