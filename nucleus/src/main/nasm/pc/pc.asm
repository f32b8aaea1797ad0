; The PC port: a PVH kernel (start-up in boot.asm), which GRUB starts, too (multiboot.asm, whose header is to be near the beginning), its own page tables filled on demand (memory.asm), traps and the
; local APIC's timer (traps.asm), the primitives of obol.nucleus.Machine (devices.asm), devices' interrupts (lines.asm), and further
; processors (cores.asm).
    default rel
    bits 64
%include "layout.inc"
%include "multiboot.asm"
%include "stubs.asm"
%include "boot.asm"
%include "memory.asm"
%include "traps.asm"
%include "devices.asm"
%include "lines.asm"
%include "cores.asm"
