; GRUB's way in (Multiboot2 specification 2.0): what it tells becomes a start info as PVH has one, so that everything behind start32 is one.
; Modules are passed over.

MULTIBOOT_HEADER equ 0xE85250D6
MULTIBOOT_I386 equ 0
; In eax when it starts a kernel, with ebx the address of what it tells.
MULTIBOOT_LOADED equ 0x36D76289
; Of that: u32 bytes of all, and where tags begin, each u32 type, u32 bytes, at a multiple of 8. The longest that is taken over.
MULTIBOOT_TAGS equ 8
MULTIBOOT_MOST equ 16384
TAG_END equ 0
TAG_COMMAND_LINE equ 1
TAG_MEMORY equ 6
TAG_RSDP equ 14
TAG_WIDE_RSDP equ 15
TAG_CONTENTS equ 8
; A memory map's entries begin behind their size and version. They are as PVH's.
TAG_ENTRIES equ 16
; As much as there is of hvm_start_info.
START_INFO equ 56

section .text
    align 8
multiboot_header:
    dd MULTIBOOT_HEADER, MULTIBOOT_I386, .end - multiboot_header, -(MULTIBOOT_HEADER + MULTIBOOT_I386 + (.end - multiboot_header))
    dw TAG_END, 0
    dd 8
.end:

    bits 32
; ebx: what GRUB tells, which may lie behind the image, where memory is given out from. To ebx the start info.
from_multiboot:
    mov ecx, [ebx]
    cmp ecx, MULTIBOOT_MOST
    ja halt32
    mov esi, ebx
    mov edi, multiboot_information
    lea edx, [edi + ecx]
    add ecx, 3
    shr ecx, 2
    rep movsd
    mov ebx, made_start_info
    mov dword [ebx], PVH_MAGIC
    mov esi, multiboot_information + MULTIBOOT_TAGS
.tag:
    cmp esi, edx
    jae .done
    mov eax, [esi]
    mov ecx, [esi + 4]
    lea edi, [esi + TAG_CONTENTS]
    cmp eax, TAG_END
    je .done
    cmp eax, TAG_COMMAND_LINE
    je .command_line
    cmp eax, TAG_MEMORY
    je .memory
    cmp eax, TAG_RSDP
    je .rsdp
    cmp eax, TAG_WIDE_RSDP
    jne .next
.rsdp:
    mov [ebx + PVH_RSDP], edi
    jmp .next
.command_line:
    mov [ebx + PVH_CMDLINE], edi
    jmp .next
.memory:
    lea edi, [esi + TAG_ENTRIES]
    mov [ebx + PVH_MEMMAP], edi
    lea eax, [ecx - TAG_ENTRIES]
    push edx
    xor edx, edx
    mov edi, MEMMAP_ENTRY
    div edi
    pop edx
    mov [ebx + PVH_MEMMAP_ENTRIES], eax
.next:
    lea esi, [esi + ecx + 7]
    and esi, -8
    jmp .tag
.done:
    ret
    bits 64

section .bss
    alignb 8
made_start_info: resb START_INFO
multiboot_information: resb MULTIBOOT_MOST
