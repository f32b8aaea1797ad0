; Physical pages and page tables, common to all cores: who changes them holds page_lock, with interrupts off. Pages of the areas in MemoryMap
; come, zeroed, when they are touched.

%macro LOCK_PAGES 0
%%try:
    lock bts dword [page_lock], 0
    jnc %%locked
%%wait:
    pause
    test dword [page_lock], 1
    jnz %%wait
    jmp %%try
%%locked:
%endmacro
%macro UNLOCK_PAGES 0
    mov dword [page_lock], 0
%endmacro

section .text

; A zeroed physical page: its address in rax. Keeps all other registers.
take_page:
    push rdi
    push rcx
    mov rdi, [free_pages]
    test rdi, rdi
    jz .fresh
    mov rcx, PHYSICAL
    mov rax, [rdi + rcx]
    mov [free_pages], rax
    jmp .clear
.fresh:
    mov rdi, [memory_next]
    cmp rdi, [memory_end]
    jae .none
    add qword [memory_next], PAGE
.clear:
    push rdi
    add rdi, [physical_base]
    xor eax, eax
    mov ecx, PAGE / 8
    rep stosq
    pop rax
    pop rcx
    pop rdi
    ret
.none:
    UNLOCK_PAGES
    lea rdi, [.message]
    jmp panic
.message: db "out of physical memory", 0

; The entry of the page table for the virtual address in rdi: its address in rax, the tables on the way made if they are
; not there. Clobbers rcx, rdx.
find_entry:
    mov rdx, [page_root]
    mov ecx, 39
.level:
    add rdx, [physical_base]
    mov rax, rdi
    shr rax, cl
    and eax, 511
    lea rdx, [rdx + 8*rax]
    cmp ecx, 12
    je .found
    mov rax, [rdx]
    test al, PTE_PRESENT
    jnz .there
    call take_page
    or al, PTE_PRESENT | PTE_WRITE
    mov [rdx], rax
.there:
    mov rdx, 0x000FFFFFFFFFF000
    and rdx, rax
    sub ecx, 9
    jmp .level
.found:
    mov rax, rdx
    ret

; Maps the pages [rdi, rsi) to themselves with the bits of r8.
map_to_itself:
    and rdi, -PAGE
.next:
    cmp rdi, rsi
    jae .done
    call find_entry
    mov rdx, rdi
    or rdx, r8
    mov [rax], rdx
    add rdi, PAGE
    jmp .next
.done:
    ret

; The page tables for good: the image with the rights of its parts, and the window on physical memory.
build_page_tables:
    call take_page
    mov [page_root], rax
    mov rdi, MemoryMap.IMAGE
    lea rsi, [image_text_end]
    mov r8d, PTE_PRESENT
    call map_to_itself
    lea rdi, [image_text_end]
    add rdi, PAGE - 1
    lea rsi, [image_readonly_end]
    mov r8, PTE_PRESENT | PTE_NX
    call map_to_itself
    lea rdi, [image_readonly_end]
    add rdi, PAGE - 1
    lea rsi, [image_end]
    mov r8, PTE_PRESENT | PTE_WRITE | PTE_NX
    call map_to_itself
    mov esi, [image_header + ImageHeader.SUITES]
    test esi, esi
    jz .mapped

    ; The suites linked with the image, behind their directory.
    mov r9d, esi
    mov edi, esi
    add esi, SuiteDirectory.SIZE
    mov r8, PTE_PRESENT | PTE_NX
    call map_to_itself
    mov r10d, [r9 + SuiteDirectory.COUNT]
.suite:
    dec r10d
    js .mapped
    mov r11d, [r9 + SuiteDirectory.SUITES + 4*r10]
    mov edi, [r11 + ImageHeader.TEXT]
    mov esi, [r11 + ImageHeader.READ_ONLY]
    mov r8d, PTE_PRESENT
    call map_to_itself
    mov edi, [r11 + ImageHeader.READ_ONLY]
    mov esi, [r11 + ImageHeader.END]
    mov r8, PTE_PRESENT | PTE_NX
    call map_to_itself
    jmp .suite
.mapped:

    ; The window, in pages of 2 MiB.
    xor esi, esi
.window:
    mov rdi, PHYSICAL
    add rdi, rsi
    mov rdx, [page_root]
    mov ecx, 39
.level:
    mov rax, rdi
    shr rax, cl
    and eax, 511
    lea rdx, [rdx + 8*rax]
    cmp ecx, 21
    je .large
    mov rax, [rdx]
    test al, PTE_PRESENT
    jnz .there
    call take_page
    or al, PTE_PRESENT | PTE_WRITE
    mov [rdx], rax
.there:
    mov rdx, 0x000FFFFFFFFFF000
    and rdx, rax
    sub ecx, 9
    jmp .level
.large:
    mov rax, PTE_PRESENT | PTE_WRITE | PTE_LARGE | PTE_NX
    or rax, rsi
    mov rcx, DEVICES
    cmp rsi, rcx
    jb .memory
    or rax, PTE_WRITE_THROUGH | PTE_UNCACHED
.memory:
    mov [rdx], rax
    add rsi, 0x200000
    mov rax, FOUR_GIB
    cmp rsi, rax
    jne .window

    mov rax, [page_root]
    mov cr3, rax
    mov rax, PHYSICAL
    mov [physical_base], rax
    ret

; Is the address in rdi in an area that is filled on demand? CF set: yes. Clobbers rax.
%macro IN_AREA 2
    mov rax, %1
    cmp rdi, rax
    jb %%no
    mov rax, %2
    cmp rdi, rax
    jb .yes
%%no:
%endmacro
is_demand_area:
    IN_AREA MemoryMap.CARD_TABLE, MemoryMap.NUCLEUS_END
    IN_AREA MemoryMap.HEAP, MemoryMap.HEAP_END
    IN_AREA MemoryMap.EXCHANGE, MemoryMap.EXCHANGE_END
    IN_AREA MemoryMap.STACKS, MemoryMap.STACKS_END
    clc
    ret
.yes:
    stc
    ret

; A page was touched that is not there: rdi its address. CF set: it is there now. Keeps no registers.
fill_on_demand:
    call is_demand_area
    jnc .no
    and rdi, -PAGE
    LOCK_PAGES
    call find_entry
    mov rdx, [rax]
    test dl, PTE_PRESENT
    jnz .filled                     ; another core was quicker
    test rdx, rdx
    jnz .guard
    mov rdx, rax
    call take_page
    mov rcx, PTE_PRESENT | PTE_WRITE | PTE_NX
    or rax, rcx
    mov [rdx], rax
.filled:
    UNLOCK_PAGES
    stc
    ret
.guard:
    UNLOCK_PAGES
.no:
    clc
    ret

; port_physical(address): where the page with this address is in physical memory; it comes if it was not there.
global port_physical:function
port_physical:
    mov al, [rdi]
    pushfq
    cli
    call find_entry
    mov rax, [rax]
    mov rcx, 0x000FFFFFFFFFF000
    and rax, rcx
    and edi, PAGE - 1
    or rax, rdi
    popfq
    ret

; port_map_image(address, size): whole pages, zeroed, that may be written, in the area of the image.
global port_map_image:function
port_map_image:
    add rsi, rdi
    pushfq
    cli
.next:
    cmp rdi, rsi
    jae .done
    call find_entry
    mov r8, rax
    call take_page
    mov rcx, PTE_PRESENT | PTE_WRITE | PTE_NX
    or rax, rcx
    mov [r8], rax
    add rdi, PAGE
    jmp .next
.done:
    popfq
    ret

; port_protect_image(address, size, executable): such pages cannot be written any more.
global port_protect_image:function
port_protect_image:
    add rsi, rdi
    mov r8, ~PTE_WRITE
    test edx, edx
    jz .start
    btr r8, 63                      ; NX
.start:
    pushfq
    cli
.next:
    cmp rdi, rsi
    jae .done
    call find_entry
    and [rax], r8
    invlpg [rdi]
    add rdi, PAGE
    jmp .next
.done:
    popfq
    ret

; discard_memory(address, size)
global discard_memory:function
discard_memory:
    add rsi, rdi
    xor r8d, r8d
    jmp unmap
; guard_memory(address, size)
global guard_memory:function
guard_memory:
    add rsi, rdi
    mov r8d, PTE_GUARD
; Takes the pages [rdi, rsi) away and leaves r8 in their entries.
unmap:
    pushfq
    cli
.next:
    cmp rdi, rsi
    jae .done
    LOCK_PAGES
    call find_entry
    mov rdx, [rax]
    mov [rax], r8
    test dl, PTE_PRESENT
    jz .skip
    invlpg [rdi]
    mov rcx, 0x000FFFFFFFFFF000
    and rdx, rcx
    mov rcx, [free_pages]
    mov rax, PHYSICAL
    mov [rdx + rax], rcx
    mov [free_pages], rdx
.skip:
    UNLOCK_PAGES
    add rdi, PAGE
    jmp .next
.done:
    popfq
    ret

; port_forget_translations(address, size)
FORGET_ALL equ 32 * PAGE
global port_forget_translations:function
port_forget_translations:
    cmp rsi, FORGET_ALL
    ja .all
    add rsi, rdi
.next:
    cmp rdi, rsi
    jae .done
    invlpg [rdi]
    add rdi, PAGE
    jmp .next
.all:
    mov rax, cr3
    mov cr3, rax
.done:
    ret

section .bss
    alignb 8
memory_next: resq 1
memory_end: resq 1
free_pages: resq 1
page_root: resq 1
page_lock: resd 1
    alignb 8
; What is to be added to a physical address: 0 until the window is there.
physical_base: resq 1
