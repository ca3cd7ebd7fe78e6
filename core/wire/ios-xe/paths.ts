/**
 * Where data lives below `<data>`: element names from the top, all in the namespace named beside them. Shared by requests,
 * readers and the simulator's renderers; how a value is written is not shared.
 */

/** Container of the boot level, in `NATIVE_NAMESPACE`: a choice with one presence container per level. */
export const BOOT_LEVEL_PATH: readonly string[] = ['native', 'license', 'boot', 'level'];

/** Leaf inside a level's container: its add-on. */
export const ADDON_LEAF = 'addon';

/** Container of boot time, release and inventory, in `HARDWARE_NAMESPACE`. */
export const HARDWARE_PATH: readonly string[] = ['device-hardware-data', 'device-hardware'];

/** `hw-type` of a chassis in the inventory; switch members are chassis. */
export const CHASSIS_TYPE = 'hw-type-chassis';

/** Container of the stack's nodes, in `STACK_NAMESPACE`. */
export const STACK_PATH: readonly string[] = ['stack-oper-data'];

/** Container of registration, usage and trust, in `SMART_LICENSE_NAMESPACE`. */
export const LICENSE_STATE_PATH: readonly string[] = ['licensing', 'state', 'state-info'];

/** Container of the list of modules, in `YANG_LIBRARY_NAMESPACE`. */
export const MODULES_PATH: readonly string[] = ['modules-state'];
