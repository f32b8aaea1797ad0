; Processors beside the first, as ACPI names them: started one after the other, each on the stack of its first thread.

; Of a core, in CpuLayout.PORT: the period of its ticks in nanoseconds, and the number of its local APIC.
TICK_PERIOD equ CpuLayout.PORT
APIC_NUMBER equ CpuLayout.PORT + 8
APIC_NUMBER_SHIFT equ 24
; The page, below 1 MiB, in which a processor begins, in real mode; the first processor needs nothing of what lies there.
START_PAGE equ 0x8000
; Intel SDM 3A, 8.4.4.1: how long to wait behind INIT and between two START, in nanoseconds.
INIT_TIME equ 10000000
START_TIME equ 200000

section .text

; port_add_processor(number): there is a processor with this APIC number. More than are used, and the first one, are passed over.
global port_add_processor:function
port_add_processor:
    mov rcx, LAPIC
    mov ecx, [rcx + LocalApic.id]
    shr ecx, APIC_NUMBER_SHIFT
    cmp edi, ecx
    je .done
    mov ecx, [others]
    cmp ecx, CpuLayout.MOST - 1
    jae .done
    lea rdx, [other_numbers]
    mov [rdx + 4*rcx], edi
    inc dword [others]
.done:
    ret

; port_processors()
global port_processors:function
port_processors:
    mov eax, [others]
    inc eax
    ret

; port_join(several)
global port_join:function
port_join:
    mov rcx, LAPIC
    mov eax, [rcx + LocalApic.id]
    shr eax, APIC_NUMBER_SHIFT
    mov rcx, [r15 + ThreadLayout.CPU]
    mov [rcx + APIC_NUMBER], eax
    xor eax, eax
    ret

; port_wake(cpu), port_interrupt(cpu): the handler is that of a tick; what matters to a core that sleeps is that there is one.
global port_wake:function, port_interrupt:function
port_wake:
port_interrupt:
    mov edi, [rdi + APIC_NUMBER]
    mov esi, LocalApic.Command.ASSERT | VECTOR_WAKE
; Sends the command esi to the processor with APIC number edi.
send_command:
    mov rcx, LAPIC
.pending:
    test dword [rcx + LocalApic.command], LocalApic.Command.PENDING
    jnz .pending
    shl edi, APIC_NUMBER_SHIFT
    mov [rcx + LocalApic.destination], edi
    mov [rcx + LocalApic.command], esi
    ret

; port_start_core(thread)
global port_start_core:function
port_start_core:
    mov [starting_thread], rdi
    mov rax, [rdi + ThreadLayout.CPU]
    mov eax, [rax + CpuLayout.NUMBER]
    lea rcx, [other_numbers - 4]
    mov r12d, [rcx + 4*rax]
    lea rsi, [start16]
    mov rdi, PHYSICAL + START_PAGE
    mov ecx, start16_end - start16
    rep movsb
    mov edi, r12d
    mov esi, LocalApic.INIT | LocalApic.Command.ASSERT
    call send_command
    mov edi, INIT_TIME
    call pass_time
    mov r13d, 2                     ; a processor that has begun does not heed the second one
.start:
    mov edi, r12d
    mov esi, LocalApic.START | LocalApic.Command.ASSERT | START_PAGE / PAGE
    call send_command
    mov edi, START_TIME
    call pass_time
    dec r13d
    jnz .start
    xor eax, eax
    ret

; Waits so many nanoseconds, rdi.
pass_time:
    call port_monotonic_time
    mov rsi, rax
.wait:
    pause
    call port_monotonic_time
    sub rax, rsi
    cmp rax, rdi
    jb .wait
    ret

; A copy of this is where a processor begins: straight from real to long mode, with the page tables of the start, which have it and the
; image where they are in physical memory.
    bits 16
start16:
    cli
    cld
    mov ax, cs
    mov ds, ax
    o32 lgdt [start16_gdt_pointer - start16]
    ENTER_LONG_MODE
    jmp dword SELECTOR_CODE:core64
    align 4
start16_gdt_pointer:
    dw gdt_pointer - gdt - 1
    dd gdt
start16_end:
    bits 64

extern java_core_main
core64:
    mov rax, [page_root]
    mov cr3, rax
    mov eax, SELECTOR_DATA
    mov ds, eax
    mov es, eax
    mov ss, eax
    xor eax, eax
    mov fs, eax
    mov gs, eax
    mov r15, [starting_thread]
    ; This page of the stack has been written to, so it is there.
    mov rsp, [r15 + ThreadLayout.SAVED_SP]
    fninit
    mov rax, [r15 + ThreadLayout.CPU]
    mov eax, [rax + CpuLayout.NUMBER]
    call load_traps
    call set_up_apic
    sti
    call java_core_main
    ud2

section .bss
    alignb 8
starting_thread: resq 1
others: resd 1
other_numbers: resd CpuLayout.MOST - 1
