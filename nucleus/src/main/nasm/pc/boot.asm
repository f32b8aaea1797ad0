; From the PVH entry point (32 bits, no paging, ebx: start info), or from GRUB, to java_boot.
; Physical memory: the image lies where its addresses say; page tables and demand-zero pages come from behind it.

PVH_MAGIC equ 0x336EC578
XEN_ELFNOTE_PHYS32_ENTRY equ 18
; Offsets in hvm_start_info and hvm_memmap_table_entry (Xen public/arch-x86/hvm/start_info.h).
PVH_VERSION equ 4
PVH_MODULES equ 12
PVH_MODULE_LIST equ 16
PVH_CMDLINE equ 24
PVH_RSDP equ 32
PVH_MEMMAP equ 40
PVH_MEMMAP_ENTRIES equ 48
MEMMAP_ADDRESS equ 0
MEMMAP_SIZE equ 8
MEMMAP_TYPE equ 16
MEMMAP_ENTRY equ 24
MEMMAP_RAM equ 1
; Offsets in hvm_modlist_entry.
MODULE_ADDRESS equ 0
MODULE_SIZE equ 8

CR0_PE equ 1
CR0_MP equ 1 << 1
CR0_NE equ 1 << 5
CR0_WP equ 1 << 16
CR0_PG equ 1 << 31
CR4_PAE equ 1 << 5
CR4_OSFXSR equ 1 << 9
CR4_OSXMMEXCPT equ 1 << 10
MSR_EFER equ 0xC0000080
EFER_LME equ 1 << 8
EFER_NXE equ 1 << 11

; From 32 or 16 bits without paging to the first page table; a far jump into 64-bit code has to follow. Changes eax, ecx and edx.
%macro ENTER_LONG_MODE 0
    mov eax, boot_root
    mov cr3, eax
    mov eax, CR4_PAE | CR4_OSFXSR | CR4_OSXMMEXCPT
    mov cr4, eax
    mov ecx, MSR_EFER
    rdmsr
    or eax, EFER_LME | EFER_NXE
    wrmsr
    mov eax, CR0_PE | CR0_MP | CR0_NE | CR0_WP | CR0_PG
    mov cr0, eax
%endmacro

PAGE equ 4096
PTE_PRESENT equ 1
PTE_WRITE equ 2
PTE_WRITE_THROUGH equ 1 << 3
PTE_UNCACHED equ 1 << 4
PTE_LARGE equ 1 << 7
PTE_NX equ 1 << 63
; A page that is not there and must not come on demand: below a stack.
PTE_GUARD equ 1 << 9

; Physical memory below 4 GiB, devices included, at PHYSICAL + address.
PHYSICAL equ 0x4000000000
FOUR_GIB equ 0x100000000
; Devices lie from here to 4 GiB.
DEVICES equ 0xC0000000

SELECTOR_CODE equ 8
SELECTOR_DATA equ 16
SELECTOR_TSS equ 24

extern java_boot
extern image_header, image_text_end, image_readonly_end, image_end

section .note progbits alloc noexec nowrite align=4
    dd 4, 4, XEN_ELFNOTE_PHYS32_ENTRY
    db "Xen", 0
    dd start32

section .text
global _start:function
_start:
    bits 32
start32:
    cli
    cld
    mov esp, boot_stack_end
    cmp eax, MULTIBOOT_LOADED
    jne .pvh
    call from_multiboot
.pvh:
    cmp dword [ebx], PVH_MAGIC
    jne halt32
    mov [start_info], ebx

    ; Two gigabytes one to one, in pages of 2 MiB, to get into long mode.
    mov edi, boot_directories
    mov eax, PTE_PRESENT | PTE_WRITE | PTE_LARGE
    xor edx, edx
.entry:
    mov [edi], eax
    mov [edi + 4], edx
    add eax, 0x200000
    add edi, 8
    cmp edi, boot_directories + 2*PAGE
    jne .entry
    mov dword [boot_pointers], boot_directories + (PTE_PRESENT | PTE_WRITE)
    mov dword [boot_pointers + 8], boot_directories + PAGE + (PTE_PRESENT | PTE_WRITE)
    mov dword [boot_root], boot_pointers + (PTE_PRESENT | PTE_WRITE)
    ENTER_LONG_MODE
    lgdt [gdt_pointer]
    jmp SELECTOR_CODE:start64
halt32:
    hlt
    jmp halt32

    bits 64
start64:
    mov eax, SELECTOR_DATA
    mov ds, eax
    mov es, eax
    mov ss, eax
    xor eax, eax
    mov fs, eax
    mov gs, eax
    lea rsp, [boot_stack_end]
    lea r15, [boot_thread]
    fninit
    call find_memory
    call build_page_tables
    mov rax, [physical_base]
    cmp qword [boot_info + BootInfo.SUITES_SIZE], 0
    je .no_suites
    add [boot_info + BootInfo.SUITES], rax
.no_suites:
    call set_up_traps
    call set_up_devices
    lea rax, [image_header]
    mov [boot_info + BootInfo.IMAGE], rax
    mov eax, [start_info]
    add rax, [physical_base]
    mov rax, [rax + PVH_RSDP]
    mov [boot_info + BootInfo.RSDP], rax
    mov rax, [memory_end]
    sub rax, [memory_next]
    mov [boot_info + BootInfo.MEMORY], rax
    call split_command_line
    sti
    lea rdi, [boot_info]
    call java_boot
    ud2

; Finds the memory behind the image: [memory_next, memory_end), below 4 GiB.
find_memory:
    mov eax, [start_info]
    mov ecx, [rax + PVH_MEMMAP_ENTRIES]
    mov rsi, [rax + PVH_MEMMAP]
    lea rdx, [image_end]
    mov r8d, [image_header + ImageHeader.SUITES]
    test r8d, r8d
    jz .behind
    mov edx, [r8 + SuiteDirectory.END]
.behind:
    mov [memory_next], rdx
.next:
    test ecx, ecx
    jz .none
    cmp dword [rsi + MEMMAP_TYPE], MEMMAP_RAM
    jne .skip
    mov rax, [rsi + MEMMAP_ADDRESS]
    cmp rax, rdx
    ja .skip
    add rax, [rsi + MEMMAP_SIZE]
    cmp rax, rdx
    jbe .skip
    mov rdi, FOUR_GIB
    cmp rax, rdi
    cmova rax, rdi
    and rax, -PAGE
    mov [memory_end], rax
    ; A module at its end, with suites, is not to be given out.
    mov eax, [start_info]
    cmp dword [rax + PVH_MODULES], 0
    je .found
    mov rax, [rax + PVH_MODULE_LIST]
    mov rcx, [rax + MODULE_ADDRESS]
    mov [boot_info + BootInfo.SUITES], rcx
    mov rsi, [rax + MODULE_SIZE]
    mov [boot_info + BootInfo.SUITES_SIZE], rsi
    and rcx, -PAGE
    cmp rcx, [memory_end]
    jae .found
    cmp rcx, rdx
    jb .found
    mov [memory_end], rcx
.found:
    ret
.skip:
    add rsi, MEMMAP_ENTRY
    dec ecx
    jmp .next
.none:
    lea rdi, [.message]
    jmp panic
.message: db "there is no memory behind the image", 0

; A name for the program and the words of the command line, as C strings, to boot_info; there is no environment.
MAX_ARGUMENTS equ 64
split_command_line:
    mov eax, [start_info]
    add rax, [physical_base]
    mov rsi, [rax + PVH_CMDLINE]
    lea rdi, [command_line]
    lea rdx, [arguments]
    lea rax, [program_name]
    mov [rdx], rax
    mov ecx, 1
    mov [boot_info + BootInfo.ARGUMENTS], rdx
    test rsi, rsi
    jz .done
    add rsi, [physical_base]
.blank:
    mov al, [rsi]
    test al, al
    jz .done
    inc rsi
    cmp al, ' '
    je .blank
    cmp ecx, MAX_ARGUMENTS
    je .done
    mov [rdx + 8*rcx], rdi
    inc ecx
.word:
    mov [rdi], al
    inc rdi
    lea r8, [command_line_end - 1]
    cmp rdi, r8
    jae .end
    mov al, [rsi]
    test al, al
    jz .end
    cmp al, ' '
    je .end
    inc rsi
    jmp .word
.end:
    mov byte [rdi], 0
    inc rdi
    lea r8, [command_line_end - 1]
    cmp rdi, r8
    jb .blank
.done:
    mov [boot_info + BootInfo.ARGUMENT_COUNT], rcx
    ret

section .rodata
program_name: db "obol", 0

section .data
    align 8
gdt:
    dq 0
    dq 0x00AF9A000000FFFF           ; code, 64 bits
    dq 0x00CF92000000FFFF           ; data
gdt_pointer:
    dw gdt_pointer - gdt - 1
    dq gdt

section .bss
    alignb PAGE
boot_root: resb PAGE
boot_pointers: resb PAGE
boot_directories: resb 2*PAGE
boot_stack: resb 16384
boot_stack_end:
    alignb 16
boot_thread: resb ThreadLayout.SIZE
boot_info: resb BootInfo.SIZE
start_info: resd 1
    alignb 8
arguments: resq MAX_ARGUMENTS
command_line: resb 4096
command_line_end:
